import { Button } from '@mantine/core';
import type { Operation } from '../../contract/operation';
import type { ActionId } from '../operations/action-ids';
import { actionLook } from '../operations/action-look';
import { resumePlace } from '../operations/checkpoint-words';
import { actionsOf } from '../operations/operation-actions';
import { useOperationActions } from '../operations/use-operation-actions';

/** Each as a button would be a crowd; what is further down waits in the menu of the header. */
const MOST = 3;

/** What to do next, as buttons beside the words that say why. */
export function NextSteps({ operation }: { readonly operation: Operation }) {
  const { perform } = useOperationActions();
  const steps = actionsOf(operation).filter((action) => action !== 'delete');
  return steps.slice(0, MOST).map((action) => {
    const { icon: Icon } = actionLook(action, operation);
    return (
      <Button
        key={action}
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={14} stroke={1.75} />}
        onClick={() => perform(action, operation)}
      >
        {stepLabel(action, operation)}
      </Button>
    );
  });
}

/** `Resume from epoch 31` where there is room to say so. */
function stepLabel(action: ActionId, operation: Operation): string {
  const place = action === 'resume' ? resumePlace(operation) : null;
  const { label } = actionLook(action, operation);
  return place === null ? label : `${label} from ${place}`;
}
