import { Spotlight } from '@mantine/spotlight';
import {
  IconChartCandle,
  IconDatabase,
  IconDatabaseImport,
  IconFileText,
  IconFlask,
  IconKeyboard,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconStairs,
  IconSun,
} from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { barRange } from '../format/moment';
import { fullTitle } from '../operations/operation-words';
import { StatusIcon } from '../operations/status-icon';
import { statusKind, statusWords } from '../operations/status-kind';
import { summaryWords } from '../operations/summary-words';
import { useAllAtOnce } from '../operations/use-all-at-once';
import { PAGES } from '../store/navigation';
import { showFailure } from '../ui/show-failure';
import classes from './command-palette.module.css';
import { useDesk } from './desk-context';
import { PAGE_LOOKS } from './pages';
import { useFoundOperations } from './use-found-operations';

interface Entry {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

const LOOK = { size: 18, stroke: 1.6 } as const;

const matches = (query: string, entry: Entry): boolean => {
  const text = `${entry.label} ${entry.description ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** What the palette offers for what was typed, the most likely group first. */
export function PaletteResults({ query }: { readonly query: string }) {
  const { strategies, datasets } = useDesk();
  useEffect(() => {
    strategies.need();
    datasets.need();
  }, [strategies, datasets]);
  const groups = [
    { label: 'Do', entries: useStartEntries() },
    { label: 'Operations', entries: useOperationEntries(query) },
    { label: 'Strategies and data', entries: useLibraryEntries() },
    { label: 'Go to', entries: usePlaceEntries() },
  ].map((group) => ({
    ...group,
    // Operations were searched by main already.
    entries: group.label === 'Operations' ? group.entries : group.entries.filter((entry) => matches(query, entry)),
  }));
  const isEmpty = groups.every((group) => group.entries.length === 0);
  return (
    <Spotlight.ActionsList>
      {isEmpty ? <Spotlight.Empty>Nothing is called that.</Spotlight.Empty> : null}
      {groups
        .filter((group) => group.entries.length > 0)
        .map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.entries.map((entry) => (
              <Spotlight.Action
                key={entry.key}
                className={classes['action']}
                label={entry.label}
                {...(entry.description ? { description: entry.description } : {})}
                leftSection={entry.icon}
                onClick={entry.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
    </Spotlight.ActionsList>
  );
}

function useStartEntries(): readonly Entry[] {
  const { navigation } = useDesk();
  const allAtOnce = useAllAtOnce();
  return [
    {
      key: 'training',
      label: 'New training…',
      icon: <IconPlayerPlay {...LOOK} />,
      run: () => navigation.show({ kind: 'training', start: {} }),
    },
    {
      key: 'backtest',
      label: 'New backtest…',
      icon: <IconChartCandle {...LOOK} />,
      run: () => navigation.show({ kind: 'backtest', start: {} }),
    },
    {
      key: 'research',
      label: 'New research…',
      icon: <IconFlask {...LOOK} />,
      run: () => navigation.show({ kind: 'research', start: {} }),
    },
    {
      key: 'import',
      label: 'Import data…',
      icon: <IconDatabaseImport {...LOOK} />,
      run: () => navigation.show({ kind: 'import', start: {} }),
    },
    {
      key: 'dummy',
      label: 'New demonstration…',
      icon: <IconStairs {...LOOK} />,
      run: () => navigation.show({ kind: 'dummy' }),
    },
    ...allAtOnce.map(
      ({ key, label, hint, run }): Entry => ({
        key: `${key} all`,
        label,
        description: hint,
        icon: key === 'pause' ? <IconPlayerPause {...LOOK} /> : <IconPlayerPlay {...LOOK} />,
        run: () => void run(),
      }),
    ),
  ];
}

function usePlaceEntries(): readonly Entry[] {
  const { api, navigation, settings } = useDesk();
  const setAppearance = (appearance: 'light' | 'dark'): void => {
    void api.invoke('settings:change', { appearance }).then((answer) => {
      if (answer.ok) settings.set(answer.value);
      else showFailure('The setting could not be saved', answer.failure);
    });
  };
  return [
    ...PAGES.map((page): Entry => {
      const { label, icon: Icon } = PAGE_LOOKS[page];
      return { key: page, label, icon: <Icon {...LOOK} />, run: () => navigation.go(page) };
    }),
    { key: 'light', label: 'Light colours', icon: <IconSun {...LOOK} />, run: () => setAppearance('light') },
    { key: 'dark', label: 'Dark colours', icon: <IconMoon {...LOOK} />, run: () => setAppearance('dark') },
    { key: 'keys', label: 'Keys', icon: <IconKeyboard {...LOOK} />, run: () => navigation.show({ kind: 'shortcuts' }) },
  ];
}

function useLibraryEntries(): readonly Entry[] {
  const { navigation, strategies, datasets } = useDesk();
  const listed = useStore(strategies.store, (state) => state.value) ?? [];
  const available = useStore(datasets.store, (state) => state.value) ?? [];
  return [
    ...listed.map(
      (one): Entry => ({
        key: `strategy ${one.fileName}`,
        label: one.name,
        description: one.description ?? one.fileName,
        icon: <IconFileText {...LOOK} />,
        run: () => navigation.open('strategies', one.fileName),
      }),
    ),
    ...available.map(
      (one): Entry => ({
        key: `data ${one.fingerprint}`,
        label: `${one.symbol} · ${one.timeframe}`,
        description: barRange(one.start, one.end),
        icon: <IconDatabase {...LOOK} />,
        run: () => navigation.open('data', one.fingerprint),
      }),
    ),
  ];
}

function useOperationEntries(query: string): readonly Entry[] {
  const { navigation } = useDesk();
  return useFoundOperations(query).map((operation) => ({
    key: operation.operationId,
    label: fullTitle(operation),
    description: `${statusWords(operation)} · ${summaryWords(operation, Date.now())}`,
    icon: <StatusIcon kind={statusKind(operation)} />,
    run: () => navigation.openOperation(operation.operationId),
  }));
}
