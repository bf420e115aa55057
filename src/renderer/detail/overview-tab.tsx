import type { Operation } from '../../contract/operation';
import { BacktestOverview } from './backtest-overview';
import { DataOverview } from './data-overview';
import { DummyOverview } from './dummy-overview';
import { TrainingOverview } from './training-overview';

/** What was found, by type. */
export function OverviewTab({ operation }: { readonly operation: Operation }) {
  switch (operation.type) {
    case 'training':
      return <TrainingOverview operation={operation} />;
    case 'backtesting':
      return <BacktestOverview operation={operation} />;
    case 'data_load':
      return <DataOverview operation={operation} />;
    default:
      return <DummyOverview operation={operation} />;
  }
}
