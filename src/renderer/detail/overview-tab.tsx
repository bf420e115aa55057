import type { Operation } from '../../contract/operation';
import { AssessmentOverview } from './assessment-overview';
import { BacktestOverview } from './backtest-overview';
import { DataOverview } from './data-overview';
import { DesignOverview } from './design-overview';
import { DummyOverview } from './dummy-overview';
import { ResearchOverview } from './research-overview';
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
    case 'agent_research':
      return <ResearchOverview operation={operation} />;
    case 'agent_design':
      return <DesignOverview operation={operation} />;
    case 'agent_assessment':
      return <AssessmentOverview operation={operation} />;
    default:
      return <DummyOverview operation={operation} />;
  }
}
