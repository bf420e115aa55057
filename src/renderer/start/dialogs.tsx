import { Modal } from '@mantine/core';
import { assertNever } from '../../contract/assert-never';
import { useDesk, useNavigation } from '../app/desk-context';
import { ShortcutList } from '../app/shortcut-list';
import { CompareDialog } from '../compare/compare-dialog';
import { BacktestDialog } from './backtest-dialog';
import { DummyDialog } from './dummy-dialog';
import { ImportDialog } from './import-dialog';
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
