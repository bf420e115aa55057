import { Modal } from '@mantine/core';
import { assertNever } from '../../contract/assert-never';
import { useDesk, useNavigation } from '../app/desk-context';
import { ShortcutList } from '../app/shortcut-list';
import { CompareDialog } from '../compare/compare-dialog';
import type { AgainStart } from '../store/navigation';
import { BacktestDialog } from './backtest-dialog';
import { DummyDialog } from './dummy-dialog';
import { ImportDialog } from './import-dialog';
import { ResearchDialog } from './research-dialog';
import { TrainingDialog } from './training-dialog';

/** The dialog that is open, if one is. */
export function Dialogs() {
  const { navigation } = useDesk();
  const dialog = useNavigation((state) => state.dialog);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'training':
      return <TrainingDialog start={dialog.start} />;
    case 'backtest':
      return <BacktestDialog start={dialog.start} />;
    case 'research':
      return <ResearchDialog start={dialog.start} />;
    case 'again':
      return <AgainDialog again={dialog.again} />;
    case 'import':
      return <ImportDialog start={dialog.start} />;
    case 'dummy':
      return <DummyDialog />;
    case 'compare':
      return <CompareDialog first={dialog.first} />;
    case 'shortcuts':
      return (
        <Modal
          opened
          onClose={navigation.closeDialog}
          title="Keys"
          size={480}
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <ShortcutList />
        </Modal>
      );
    default:
      return assertNever(dialog, 'dialog');
  }
}

/** The dialog of its type, filled in as another operation was asked for. */
function AgainDialog({ again: { of, request } }: { readonly again: AgainStart }) {
  switch (request.type) {
    case 'training':
      return <TrainingDialog start={{}} again={{ of, request }} />;
    case 'agent_research':
      return <ResearchDialog start={{}} again={{ of, request }} />;
    case 'backtesting':
      return <BacktestDialog start={{}} again={{ of, request }} />;
    case 'dummy':
      return <DummyDialog again={{ of, request }} />;
    case 'data_load':
      return <ImportDialog start={{ symbol: request.symbol }} />;
    // Parts of a research; they are asked for by it alone.
    case 'agent_design':
    case 'agent_assessment':
      return null;
    default:
      return assertNever(request, 'request');
  }
}
