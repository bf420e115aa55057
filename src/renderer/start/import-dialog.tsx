import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChosenFile } from '../../contract/ipc';
import { symbolSchema } from '../../contract/market-data';
import { TIMEFRAMES, type Timeframe } from '../../contract/timeframe';
import { useDesk } from '../app/desk-context';
import { bytes } from '../format/figure';
import type { ImportStart } from '../store/navigation';
import { showFailure } from '../ui/show-failure';
import { fieldOf, messageFor } from './failure-field';
import { guessSymbol, guessTimeframe } from './guess-import';
import classes from './start.module.css';
import { StartDialog } from './start-dialog';
import { useStart } from './use-start';

/** A file, what it holds, and under which name it is kept. */
export function ImportDialog({ start }: { readonly start: ImportStart }) {
  const { api } = useDesk();
  const starting = useStart();
  const { failure, clearFailure } = starting;
  const [file, setFile] = useState<ChosenFile | null>(start.file ?? null);
  const [symbol, setSymbol] = useState(start.symbol ?? '');
  const [timeframe, setTimeframe] = useState<Timeframe | null>(null);

  const choose = async (): Promise<void> => {
    const answer = await api.invoke('data:chooseFile', null);
    if (!answer.ok) return showFailure('The file could not be opened', answer.failure);
    if (answer.value === null) return;
    const { name, preview } = answer.value;
    clearFailure();
    setFile(answer.value);
    if (symbol === '') setSymbol(guessSymbol(name));
    setTimeframe((before) => before ?? guessTimeframe(name, preview));
  };

  const symbolProblem =
    symbol === '' || symbolSchema.safeParse(symbol).success
      ? null
      : 'Use 1 to 32 letters, digits and . _ - ^ = : / and do not begin with . or /';
  const submit = (): void => {
    if (file === null || timeframe === null) return;
    void starting.ask(() => api.invoke('data:import', { handle: file.handle, symbol, timeframe }));
  };
  return (
    <StartDialog
      title="Import data"
      intro="A CSV with time, open, high, low, close and volume. Times without a zone are read as UTC."
      submitLabel="Import"
      isReady={file !== null && symbol !== '' && symbolProblem === null && timeframe !== null}
      starting={starting}
      failure={fieldOf(failure) === 'file' ? null : failure}
      onSubmit={submit}
      size={640}
    >
      <div>
        <div className={classes['file']}>
          <Group gap="sm" wrap="nowrap">
            <IconFileSpreadsheet size={22} stroke={1.5} color="var(--tw-quiet)" aria-hidden />
            <div>
              <Text size="sm" fw={file === null ? 400 : 600}>
                {file === null ? 'No file chosen' : file.name}
              </Text>
              {file === null ? null : (
                <Text size="xs" c="dimmed">
                  {bytes(file.bytes)}
                </Text>
              )}
            </div>
          </Group>
          <Button variant="default" size="sm" onClick={() => void choose()} data-autofocus>
            {file === null ? 'Choose a file…' : 'Choose another…'}
          </Button>
        </div>
        {messageFor(failure, 'file') === null ? null : (
          <Text size="xs" c="var(--mantine-color-error)" mt={6} role="alert">
            {messageFor(failure, 'file')}
          </Text>
        )}
      </div>
      {file === null ? null : (
        <section aria-label="First lines of the file">
          <pre className={classes['preview']}>{file.preview.join('\n')}</pre>
        </section>
      )}
      <Group grow align="flex-start" gap="sm">
        <TextInput
          label="Symbol"
          description="Strategies find the data by it"
          placeholder="SPX"
          value={symbol}
          error={symbolProblem}
          onChange={(event) => setSymbol(event.currentTarget.value.trim())}
        />
        <Select
          label="Timeframe"
          description="The length of one bar"
          placeholder="Choose"
          data={[...TIMEFRAMES]}
          value={timeframe}
          onChange={(value) => setTimeframe(value as Timeframe | null)}
          allowDeselect={false}
          openOnFocus={false}
        />
      </Group>
    </StartDialog>
  );
}
