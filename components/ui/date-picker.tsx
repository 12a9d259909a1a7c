"use client";

import { Calendar } from "@heroui/react/calendar";
import { DateField } from "@heroui/react/date-field";
import { DatePicker as LibraryDatePicker } from "@heroui/react/date-picker";
import type { CalendarDate, DateValue, ZonedDateTime } from "@internationalized/date";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";

type PickerProps<D extends DateValue> = FieldFrame & {
  readonly value?: D | null | undefined;
  readonly onChange?: ((value: D | null) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly min?: D | undefined;
  readonly max?: D | undefined;
};

export type DatePickerProps = PickerProps<CalendarDate>;

/** A calendar day, typed by its parts or picked. */
export function DatePicker(props: DatePickerProps) {
  return <Picker {...props} granularity="day" />;
}

export type DateTimePickerProps = PickerProps<ZonedDateTime> & {
  /** Says in words whose clock counts, e.g. "Beijing time". */
  readonly placeholder?: ZonedDateTime | undefined;
};

/** A day and minute on the clock of the zone that the value names (send at 09:00). */
export function DateTimePicker({ placeholder, ...props }: DateTimePickerProps) {
  return <Picker {...props} {...defined({ placeholderValue: placeholder })} granularity="minute" />;
}

function Picker<D extends DateValue>(
  props: PickerProps<D> & { readonly granularity: "day" | "minute"; readonly placeholderValue?: D },
) {
  const { label, hideLabel, hint, error, min, max, ...field } = props;
  return (
    <LibraryDatePicker<DateValue>
      {...(defined({ ...field, minValue: min, maxValue: max }) as object)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      hideTimeZone
      hourCycle={24}
      shouldForceLeadingZeros
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <DateField.Group fullWidth>
        <DateField.Input>{(segment) => <DateField.Segment segment={segment} />}</DateField.Input>
        <DateField.Suffix>
          <LibraryDatePicker.Trigger>
            <LibraryDatePicker.TriggerIndicator />
          </LibraryDatePicker.Trigger>
        </DateField.Suffix>
      </DateField.Group>
      <FieldNotes hint={hint} error={error} />
      <LibraryDatePicker.Popover>
        <Calendar>
          <Calendar.Header>
            <Calendar.Heading />
            <Calendar.NavButton slot="previous" />
            <Calendar.NavButton slot="next" />
          </Calendar.Header>
          <Calendar.Grid>
            <Calendar.GridHeader>{(day) => <Calendar.HeaderCell>{day}</Calendar.HeaderCell>}</Calendar.GridHeader>
            <Calendar.GridBody>{(date) => <Calendar.Cell date={date} />}</Calendar.GridBody>
          </Calendar.Grid>
        </Calendar>
      </LibraryDatePicker.Popover>
    </LibraryDatePicker>
  );
}
