import { Loader } from '@mantine/core';
import { IconTrashOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { useDesk, useOperation } from '../app/desk-context';
import { NothingHere } from '../ui/nothing-here';
import { DetailHeader } from './detail-header';
import { DetailTabs } from './detail-tabs';
import classes from './operation-detail.module.css';
import { OutcomeNotices } from './outcome-notices';
import { ProgressPanel } from './progress-panel';
import { StatusAnnouncer } from './status-announcer';

/** Everything about one operation. An operation the list has not read is asked for. */
export function OperationDetail({ id }: { readonly id: OperationId }) {
  const { api, mirror } = useDesk();
  const operation = useOperation(id);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isMissing = operation === null;
  useEffect(() => {
    if (!isMissing) return;
    let isOpen = true;
    void api.invoke('operations:get', id).then((answer) => {
      if (!isOpen) return;
      if (answer.ok) mirror.applyAnswer(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      isOpen = false;
    };
  }, [api, mirror, id, isMissing]);

  if (operation === null) {
    if (failure === null) return <Loader size="sm" m="lg" />;
    return (
      <NothingHere icon={<IconTrashOff size={28} stroke={1.5} />} title="This operation is not there any more">
        It was deleted, or never belonged to this history.
      </NothingHere>
    );
  }
  return (
    <article className={classes['detail']} aria-label={`Operation ${operation.metadata.title}`}>
      <DetailHeader operation={operation} />
      <div className={classes['body']} tabIndex={-1} data-detail-focus>
        <ProgressPanel operation={operation} />
        <OutcomeNotices operation={operation} />
        <DetailTabs operation={operation} />
      </div>
      <StatusAnnouncer operation={operation} />
    </article>
  );
}
