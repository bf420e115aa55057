import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { WorkerKind, WorkersSnapshot } from '../../contract/workers';
import { useDesk } from '../app/desk-context';
import { Notice } from '../ui/notice';
import { showFailure } from '../ui/show-failure';
import { TimeAgo } from '../ui/time-ago';
import { WORKER_NAMES } from './worker-words';

/** Kinds whose workers kept dying: why none is started any more, and the word that starts them again. */
export const StoppedKinds = ({ stopped }: { readonly stopped: WorkersSnapshot['stopped'] }) =>
  stopped.map(({ kind, since, why }) => (
    <Notice key={kind} title={`${WORKER_NAMES[kind]} workers are stopped`}>
      <Text size="sm">
        {sentence(why)} Stopped <TimeAgo at={since} />. What needs one fails at once until they are started again; then
        it can be resumed.
      </Text>
      <StartAgain kind={kind} />
    </Notice>
  ));

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

function StartAgain({ kind }: { readonly kind: WorkerKind }) {
  const { api, workers } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const restart = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.invoke('workers:restart', kind);
    setBusy(false);
    if (answer.ok) workers.set(answer.value);
    else showFailure('They could not be started again', answer.failure);
  };
  return (
    <Button
      mt="xs"
      size="compact-sm"
      variant="default"
      loading={isBusy}
      leftSection={<IconPlayerPlay size={14} stroke={1.75} />}
      onClick={() => void restart()}
    >
      Start again
    </Button>
  );
}
