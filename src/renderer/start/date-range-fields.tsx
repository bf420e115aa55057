import { Group, TextInput } from '@mantine/core';
import { dateInputSchema } from '../../contract/market-data';

interface DateRangeFieldsProps {
  readonly start: string;
  readonly end: string;
  readonly onStart: (value: string) => void;
  readonly onEnd: (value: string) => void;
  readonly hint: string;
  readonly error: string | null;
  /** The days there are bars for. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
}

/** What is wrong with a range as it stands, or null. Empty means: as usual. */
export function rangeProblem(start: string, end: string): string | null {
  for (const day of [start, end]) {
    if (day !== '' && !dateInputSchema.safeParse(day).success)
      return `“${day}” is no date. Write one such as 2019-12-31.`;
  }
  return start !== '' && end !== '' && start > end ? 'It ends before it begins.' : null;
}

/** First and last day, both included. */
export function DateRangeFields({ start, end, onStart, onEnd, hint, error, first, last }: DateRangeFieldsProps) {
  const common = { type: 'date', min: first, max: last } as const;
  return (
    <Group grow align="flex-start" gap="sm">
      <TextInput
        {...common}
        label="From"
        description={hint}
        value={start}
        error={error}
        onChange={(event) => onStart(event.currentTarget.value)}
      />
      <TextInput
        {...common}
        label="To"
        description="The last day is included"
        value={end}
        error={error !== null}
        onChange={(event) => onEnd(event.currentTarget.value)}
      />
    </Group>
  );
}
