"use client";

import { use, type ReactNode } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { FormStateContext } from "./form-state";

type Props = {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
  readonly form?: string;
};

/** Sends the form around it; says what it will do, and that it is doing it. */
export function SubmitButton({ children, variant = "primary", icon, isDisabled, form }: Props) {
  const { isPending } = use(FormStateContext);
  return (
    <Button type="submit" variant={variant} icon={icon} isPending={isPending} isDisabled={isDisabled} form={form}>
      {children}
    </Button>
  );
}
