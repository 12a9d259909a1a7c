"use client";

import { Button as LibraryButton } from "@heroui/react/button";
import { ProgressBar } from "@heroui/react/progress-bar";
import { Spinner } from "@heroui/react/spinner";
import { useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
import { defined } from "./defined";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";

export type ButtonProps = {
  readonly children?: ReactNode;
  /** Drawn before the words; alone, it needs a `label`. */
  readonly icon?: ReactNode;
  readonly variant?: ButtonVariant | undefined;
  readonly size?: "sm" | "md" | undefined;
  readonly type?: "button" | "submit" | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Work is under way: the button stays focusable and says so. */
  readonly isPending?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
  /** Names a button that shows an icon only. */
  readonly label?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly form?: string | undefined;
  readonly fullWidth?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly id?: string | undefined;
  readonly isExpanded?: boolean | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement> | undefined;
};

/** A button, for doing something; a page has one primary button at most. */
export function Button(props: ButtonProps) {
  const {
    children,
    icon,
    variant = "secondary",
    size = "md",
    type = "button",
    label,
    isPending = false,
    isExpanded,
    buttonRef,
    ...rest
  } = props;
  const t = useTranslations("ui");
  return (
    <LibraryButton
      {...defined({ ...rest, ref: buttonRef, "aria-label": label, "aria-expanded": isExpanded })}
      type={type}
      size={size}
      variant={variant}
      isPending={isPending}
      isIconOnly={children === undefined}
    >
      {isPending ? (
        // The library announces a pending button by the name of the progress bar inside it.
        <ProgressBar isIndeterminate aria-label={t("pending")} className="contents">
          <Spinner aria-hidden size="sm" color="current" />
        </ProgressBar>
      ) : (
        icon
      )}
      {children}
    </LibraryButton>
  );
}
