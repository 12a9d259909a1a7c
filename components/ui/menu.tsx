"use client";

import { Dropdown } from "@heroui/react/dropdown";
import { Label } from "@heroui/react/label";
import { Separator } from "@heroui/react/separator";
import type { Route } from "next";
import { Fragment, type ReactNode } from "react";
import { Button, type ButtonVariant } from "./button";

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly href?: Route | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly tone?: "danger" | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Draws a line above. */
  readonly startsGroup?: boolean | undefined;
  readonly isChosen?: boolean | undefined;
};

export type MenuProps = {
  /** Names the button (and shows as its words unless `trigger` or `icon` does). */
  readonly label: string;
  readonly icon?: ReactNode;
  readonly trigger?: ReactNode;
  readonly items: readonly MenuItem[];
  readonly variant?: ButtonVariant | undefined;
  readonly placement?: "bottom start" | "bottom end" | "top start" | "top end" | undefined;
};

/** A button that opens a short list of things to do or places to go. */
export function Menu({ label, icon, trigger, items, variant = "ghost", placement = "bottom end" }: MenuProps) {
  const words = trigger ?? (icon === undefined ? label : undefined);
  return (
    <Dropdown>
      <Button variant={variant} icon={icon} label={label}>
        {words}
      </Button>
      <Dropdown.Popover placement={placement}>
        <Dropdown.Menu aria-label={label}>
          {items.map((item) => (
            <Fragment key={item.id}>
              {item.startsGroup && <Separator className="my-1" />}
              <Dropdown.Item
                id={item.id}
                textValue={item.label}
                variant={item.tone ?? "default"}
                isDisabled={item.isDisabled ?? false}
                {...(item.href === undefined ? {} : { href: item.href })}
                {...(item.onPress === undefined ? {} : { onAction: item.onPress })}
              >
                {item.icon}
                <Label className={item.isChosen ? "font-semibold" : "font-normal"}>{item.label}</Label>
              </Dropdown.Item>
            </Fragment>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
