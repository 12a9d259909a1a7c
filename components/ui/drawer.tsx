"use client";

import { Drawer as LibraryDrawer } from "@heroui/react/drawer";
import type { ReactNode } from "react";

export type DrawerProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly placement?: "left" | "right" | "bottom" | undefined;
};

/** A sheet from the edge, for details beside a list and for the menu on a phone. */
export function Drawer({ isOpen, onOpenChange, title, children, footer, placement = "right" }: DrawerProps) {
  return (
    <LibraryDrawer.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
      <LibraryDrawer.Content placement={placement}>
        <LibraryDrawer.Dialog>
          <LibraryDrawer.CloseTrigger />
          <LibraryDrawer.Header>
            <LibraryDrawer.Heading className="pe-8 text-base font-semibold">{title}</LibraryDrawer.Heading>
          </LibraryDrawer.Header>
          <LibraryDrawer.Body className="text-foreground">{children}</LibraryDrawer.Body>
          {footer !== undefined && <LibraryDrawer.Footer className="flex-wrap">{footer}</LibraryDrawer.Footer>}
        </LibraryDrawer.Dialog>
      </LibraryDrawer.Content>
    </LibraryDrawer.Backdrop>
  );
}
