import { Text } from '@mantine/core';
import { useCallback } from 'react';
import type { SeriesWindow } from '../../contract/chart-series';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { BacktestingResult } from '../../contract/results';
import { useDesk } from '../app/desk-context';
import { EquityChart } from '../charts/equity-chart';
import { LiveEquityChart } from '../charts/live-equity-chart';
import { PriceChart } from '../charts/price-chart';
import { useSeries } from '../charts/use-series';
import { Figures } from '../ui/figures';
import { Notice } from '../ui/notice';
import { Section, Sections } from '../ui/section';
import { statisticFigures } from './statistic-figures';
import { useDrawnMetrics } from './use-drawn-metrics';
import { useTrades } from './use-trades';

export function BacktestOverview({ operation }: { readonly operation: Operation }) {
  if (operation.status === 'completed' && operation.result.type === 'backtesting') {
    return <BacktestFindings id={operation.operationId} result={operation.result} />;
  }
  return <RunningBacktest id={operation.operationId} />;
}

function RunningBacktest({ id }: { readonly id: OperationId }) {
  const metrics = useDrawnMetrics(id);
  return <LiveEquityChart rows={metrics?.rows ?? []} length={metrics?.length ?? 0} />;
}

const HEADLINES = ['totalReturn', 'buyAndHoldReturn', 'sharpe', 'maxDrawdown', 'winRate', 'trades'] as const;

function BacktestFindings({ id, result }: { readonly id: OperationId; readonly result: BacktestingResult }) {
  const { api } = useDesk();
  const loadEquity = useCallback(
    (window: Partial<SeriesWindow>) => api.invoke('operations:equity', { operationId: id, window }),
    [api, id],
  );
  const loadPrice = useCallback(
    (window: Partial<SeriesWindow>) => api.invoke('operations:price', { operationId: id, window }),
    [api, id],
  );
  const equity = useSeries(loadEquity);
  const price = useSeries(loadPrice);
  const trades = useTrades(id);
  return (
    <Sections>
      <Figures label="Result" size="head" figures={statisticFigures(result, HEADLINES)} />
      {result.inSample ? (
        <Notice title="Partly in sample">
          <Text size="sm">
            The range touches bars the model was trained or validated on. Figures of bars a model has seen say little
            about those it has not.
          </Text>
        </Notice>
      ) : null}
      <EquityChart view={equity} />
      <PriceChart title="Price and trades" view={price} trades={trades.trades} />
      <Section title="Statistics">
        <Figures label="Statistics" figures={statisticFigures(result)} />
      </Section>
    </Sections>
  );
}
