import { Button, Text, Title } from '@mantine/core';
import { IconChartCandle, IconChartLine, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { StrategyListing } from '../../contract/strategy-files';
import { useDesk } from '../app/desk-context';
import { count } from '../format/figure';
import { barRange } from '../format/moment';
import { showFailure } from '../ui/show-failure';
import classes from './first-steps.module.css';

const STEPS = [
  {
    icon: IconPlayerPlay,
    title: 'Train',
    text: 'A small network learns from the sample’s bars. It takes less than a minute.',
  },
  { icon: IconChartLine, title: 'Watch', text: 'Progress, remaining time and the loss of every epoch, live.' },
  { icon: IconChartCandle, title: 'Backtest', text: 'One more click trades the bars it has never seen.' },
] as const;

/** First launch: everything is ready, one button runs it. */
export function FirstSteps({ sample }: { readonly sample: StrategyListing }) {
  const { api, mirror, navigation, datasets } = useDesk();
  const [isStarting, setStarting] = useState(false);
  const dataset = useStore(datasets.store, ({ value }) => value?.find((one) => one.symbol === sample.symbol) ?? null);
  const start = async (): Promise<void> => {
    setStarting(true);
    const file = await api.invoke('strategies:read', sample.fileName);
    const answer = file.ok
      ? await api.invoke('operations:start', {
          request: { type: 'training', strategy: { fileName: sample.fileName, text: file.value.text } },
          again: true,
        })
      : file;
    setStarting(false);
    if (!answer.ok) return showFailure('The sample could not be started', answer.failure);
    mirror.applyAnswer(answer.value);
    navigation.openOperation(answer.value.operationId);
  };
  return (
    <div className={classes['room']}>
      <div className={classes['welcome']}>
        <Title order={2} className={classes['title']}>
          Welcome to Tradewind
        </Title>
        <Text c="dimmed" size="md">
          {dataset === null ? (
            'A sample strategy is ready.'
          ) : (
            <>
              A sample is ready: {dataset.symbol}, {count(dataset.bars)} daily bars,{' '}
              <span style={{ whiteSpace: 'nowrap' }}>{barRange(dataset.start, dataset.end)}</span>.
            </>
          )}
        </Text>
        <ol className={classes['steps']}>
          {STEPS.map(({ icon: Icon, title, text }) => (
            <li key={title} className={classes['step']}>
              <Icon size={20} stroke={1.6} color="var(--tw-accent)" aria-hidden />
              <div>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Text size="sm" c="dimmed">
                  {text}
                </Text>
              </div>
            </li>
          ))}
        </ol>
        <Button
          size="md"
          loading={isStarting}
          leftSection={<IconPlayerPlay size={18} stroke={1.75} />}
          onClick={() => void start()}
        >
          Train {sample.name}
        </Button>
        <Button size="md" variant="subtle" onClick={() => navigation.open('strategies', sample.fileName)}>
          See the strategy
        </Button>
      </div>
    </div>
  );
}
