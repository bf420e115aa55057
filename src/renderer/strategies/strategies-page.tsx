import { ActionIcon, Button } from '@mantine/core';
import { IconChartLine, IconFileOff, IconFilePlus, IconFileText, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StrategyListing } from '../../contract/strategy-files';
import { useDesk, useNavigation } from '../app/desk-context';
import { Hint } from '../ui/hint';
import { NothingHere } from '../ui/nothing-here';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { ResourceGap } from '../ui/resource-gap';
import { showFailure } from '../ui/show-failure';
import { SimpleList } from '../ui/simple-list';
import { StrategyDetail } from './strategy-detail';
import { strategyRow } from './strategy-row';

/** The strategy files of the profile: what they say, whether they hold, what they look like. */
export function StrategiesPage() {
  const { strategies, navigation } = useDesk();
  const { value, failure } = useStore(strategies.store);
  const chosen = useNavigation((state) => state.open.strategies ?? null);
  const reload = (): void => void strategies.reload();
  // The files are edited elsewhere: they are read again whenever the person comes back.
  useEffect(() => {
    const readAgain = (): void => void strategies.reload();
    readAgain();
    window.addEventListener('focus', readAgain);
    return () => window.removeEventListener('focus', readAgain);
  }, [strategies]);
  const open = chosen ?? value?.[0]?.fileName ?? null;

  return (
    <PageFrame
      header={
        <PageHeader title="Strategies">
          <Hint text="Read the strategy files again">
            <ActionIcon size={34} aria-label="Read the strategy files again" onClick={reload}>
              <IconRefresh size={17} stroke={1.75} />
            </ActionIcon>
          </Hint>
          <AddButton label="Add strategy file…" />
        </PageHeader>
      }
      listLabel="Strategies list"
      list={
        value === null ? (
          <ResourceGap failure={failure} onRetry={reload} />
        ) : value.length === 0 ? (
          <NothingHere
            icon={<IconFileText size={28} stroke={1.5} />}
            title="No strategies yet"
            actions={<AddButton label="Add a file" />}
          >
            A strategy is a YAML file: indicators, fuzzy sets, a small network, decisions. Add one to train it.
          </NothingHere>
        ) : (
          <SimpleList
            label="Strategies"
            rows={value.map(strategyRow)}
            open={open}
            onOpen={(fileName) => navigation.open('strategies', fileName)}
          />
        )
      }
      detail={value === null ? null : <OpenStrategy listings={value} fileName={open} onReload={reload} />}
    />
  );
}

interface OpenStrategyProps {
  readonly listings: readonly StrategyListing[];
  readonly fileName: string | null;
  readonly onReload: () => void;
}

function OpenStrategy({ listings, fileName, onReload }: OpenStrategyProps) {
  if (fileName === null) {
    return (
      <NothingHere icon={<IconChartLine size={28} stroke={1.5} />} title="The open strategy appears here">
        Its text with what is wrong in it, its fuzzy sets drawn, and every parameter in force.
      </NothingHere>
    );
  }
  const listing = listings.find((one) => one.fileName === fileName);
  if (listing !== undefined) return <StrategyDetail key={fileName} listing={listing} onReload={onReload} />;
  return (
    <NothingHere icon={<IconFileOff size={28} stroke={1.5} />} title={`${fileName} is not there any more`}>
      It was moved or deleted. Operations that used it still have its text, in their parameters.
    </NothingHere>
  );
}

function AddButton({ label }: { readonly label: string }) {
  const { api, strategies, navigation } = useDesk();
  const add = async (): Promise<void> => {
    const answer = await api.invoke('strategies:add', null);
    if (!answer.ok) return showFailure('The strategy could not be added', answer.failure);
    if (answer.value === null) return;
    await strategies.reload();
    navigation.open('strategies', answer.value.fileName);
  };
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconFilePlus size={16} stroke={1.75} />}
      onClick={() => void add()}
    >
      {label}
    </Button>
  );
}
