import { Button, Group, Text } from '@mantine/core';
import { IconDatabaseExport, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { Backup, ProfileProblem, ProfileReport } from '../../contract/profile-care';
import { useDesk } from '../app/desk-context';
import { bytes, countOf } from '../format/figure';
import { FailureCard } from '../ui/failure-card';
import { Notice } from '../ui/notice';
import { type PlainColumn, PlainTable } from '../ui/plain-table';
import { Section, Sections } from '../ui/section';
import { TimeAgo } from '../ui/time-ago';

/** Whether everything stored is whole, and a copy of it. */
export function ProfileSection() {
  const { api } = useDesk();
  const check = useDeed<ProfileReport>(() => api.invoke('profile:check', null));
  const backup = useDeed<Backup>(() => api.invoke('profile:backup', null));
  return (
    <Sections>
      <Section title="Check">
        <Text size="sm" c="dimmed" maw={520} mb="sm">
          Reads the database and every stored file and compares them with what they should be. It runs in a process of
          its own, daily, and after an end without warning.
        </Text>
        <Button
          variant="default"
          loading={check.isBusy}
          leftSection={<IconStethoscope size={16} stroke={1.75} />}
          onClick={check.run}
        >
          Check now
        </Button>
        <div aria-live="polite">
          {check.failure === null ? null : <FailureCard failure={check.failure} />}
          {check.value === null ? null : <Report report={check.value} />}
        </div>
      </Section>
      <Section title="Backup">
        <Text size="sm" c="dimmed" maw={520} mb="sm">
          A copy of the database, read back to be sure it is whole. Should the database ever be damaged, it is restored
          from the newest one.
        </Text>
        <Button
          variant="default"
          loading={backup.isBusy}
          leftSection={<IconDatabaseExport size={16} stroke={1.75} />}
          onClick={backup.run}
        >
          Back up now
        </Button>
        <div aria-live="polite">
          {backup.failure === null ? null : <FailureCard failure={backup.failure} />}
          {backup.value === null ? null : <Written backup={backup.value} />}
        </div>
      </Section>
    </Sections>
  );
}

interface Deed<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  readonly run: () => void;
}

/** Something that is done on request and answers after a while. */
function useDeed<T>(ask: () => Promise<{ ok: true; value: T } | { ok: false; failure: Failure }>): Deed<T> {
  const [state, setState] = useState<Omit<Deed<T>, 'run'>>({ value: null, failure: null, isBusy: false });
  const run = (): void => {
    setState((before) => ({ ...before, isBusy: true }));
    void ask().then((answer) =>
      setState(
        answer.ok
          ? { value: answer.value, failure: null, isBusy: false }
          : { value: null, failure: answer.failure, isBusy: false },
      ),
    );
  };
  return { ...state, run };
}

const PROBLEMS: readonly PlainColumn<ProfileProblem>[] = [
  { label: 'Where', show: ({ where }) => <code>{where}</code> },
  { label: 'What', show: ({ message }) => message },
  { label: 'Can be mended', show: ({ repairable }) => (repairable ? 'yes' : 'no') },
];

function Report({ report }: { readonly report: ProfileReport }) {
  const { ok, problems, operations, files, backupAt } = report;
  const looked = `${countOf(operations, 'operation')} and ${countOf(files, 'file')} were looked at.`;
  return (
    <Group mt="sm" grow>
      <Notice tone={ok ? 'good' : 'warn'} title={ok ? 'Everything is whole' : countOf(problems.length, 'problem')}>
        <Text size="sm">
          {looked} {backupAt === null ? 'There is no backup yet.' : 'Newest backup: '}
          {backupAt === null ? null : <TimeAgo at={backupAt} />}
        </Text>
        {ok ? null : (
          <>
            <PlainTable label="Problems" columns={PROBLEMS} rows={problems} keyOf={({ kind, where }) => kind + where} />
            {problems.some(({ repairable }) => repairable) ? (
              <Text size="sm" mt="xs">
                Close Tradewind and run <code>tradewind profile repair</code> to mend what can be mended without losing
                anything.
              </Text>
            ) : null}
          </>
        )}
      </Notice>
    </Group>
  );
}

const Written = ({ backup: { name, bytes: size, verified } }: { readonly backup: Backup }) => (
  <Group mt="sm" grow>
    <Notice tone={verified ? 'good' : 'warn'} title={verified ? 'Backed up and read back' : 'Backed up, not verified'}>
      <Text size="sm">
        {name}, {bytes(size)}
      </Text>
    </Notice>
  </Group>
);
