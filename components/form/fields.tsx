"use client";

import { Checkbox, type CheckboxProps } from "@/components/ui/checkbox";
import { CheckboxGroup, type CheckboxGroupProps } from "@/components/ui/checkbox-group";
import { Combobox, type ComboboxProps } from "@/components/ui/combobox";
import {
  DatePicker,
  type DatePickerProps,
  DateTimePicker,
  type DateTimePickerProps,
} from "@/components/ui/date-picker";
import { MultiSelect, type MultiSelectProps } from "@/components/ui/multi-select";
import { NumberField, type NumberFieldProps } from "@/components/ui/number-field";
import { RadioGroup, type RadioGroupProps } from "@/components/ui/radio-group";
import { Select, type SelectProps } from "@/components/ui/select";
import { Switch, type SwitchProps } from "@/components/ui/switch";
import { TextArea, type TextAreaProps } from "@/components/ui/text-area";
import { TextField, type TextFieldProps } from "@/components/ui/text-field";
import { useBound } from "./bound";

/** The fields of components/ui, bound by `name` to the ActionForm around them. */
type Bound<P> = Omit<
  P,
  "name" | "value" | "values" | "defaultValue" | "isSelected" | "defaultSelected" | "onChange" | "onBlur" | "error"
> & {
  readonly name: string;
};

export function FormTextField({ name, ...props }: Bound<TextFieldProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <TextField
      {...props}
      name={name}
      value={field.value ?? ""}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={error}
    />
  );
}

export function FormTextArea({ name, ...props }: Bound<TextAreaProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <TextArea
      {...props}
      name={name}
      value={field.value ?? ""}
      onChange={field.onChange}
      onBlur={field.onBlur}
      areaRef={field.ref}
      error={error}
    />
  );
}

export function FormNumberField({ name, ...props }: Bound<NumberFieldProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <NumberField
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={error}
    />
  );
}

export function FormSelect({ name, ...props }: Bound<SelectProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <Select
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      triggerRef={field.ref}
      error={error}
    />
  );
}

export function FormCombobox({ name, ...props }: Bound<ComboboxProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <Combobox
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={error}
    />
  );
}

export function FormMultiSelect({ name, ...props }: Bound<MultiSelectProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <MultiSelect
      {...props}
      name={name}
      values={field.value ?? []}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}

export function FormCheckbox({ name, ...props }: Bound<CheckboxProps>) {
  const { field, error } = useBound(name);
  return (
    <Checkbox
      {...props}
      name={name}
      isSelected={field.value ?? false}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}

export function FormCheckboxGroup({ name, ...props }: Bound<CheckboxGroupProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <CheckboxGroup
      {...props}
      name={name}
      values={field.value ?? []}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}

export function FormRadioGroup({ name, ...props }: Bound<RadioGroupProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <RadioGroup
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}

export function FormSwitch({ name, ...props }: Bound<SwitchProps>) {
  const { field } = useBound(name);
  return (
    <Switch {...props} name={name} isSelected={field.value ?? false} onChange={field.onChange} onBlur={field.onBlur} />
  );
}

export function FormDatePicker({ name, ...props }: Bound<DatePickerProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <DatePicker
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}

export function FormDateTimePicker({ name, ...props }: Bound<DateTimePickerProps>) {
  const { field, error } = useBound(name, props.label);
  return (
    <DateTimePicker
      {...props}
      name={name}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={error}
    />
  );
}
