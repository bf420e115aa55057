import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '../../contract/failure';
import { useDesk } from '../app/desk-context';
import { FailureCard } from '../ui/failure-card';
import { Notice } from '../ui/notice';
import classes from './start.module.css';
import type { useStart } from './use-start';

interface StartDialogProps {
  readonly title: string;
  readonly intro: string;
  readonly submitLabel: string;
  readonly isReady: boolean;
  readonly starting: Pick<ReturnType<typeof useStart>, 'isBusy' | 'isRepeat'>;
  /** A failure that belongs to no field. */
  readonly failure: Failure | null;
  readonly onSubmit: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}

/** The frame of every dialog that starts something: what it does, its fields, one button that does it. */
export function StartDialog(props: StartDialogProps) {
  const { navigation } = useDesk();
  const { isBusy, isRepeat } = props.starting;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (props.isReady && !isBusy) props.onSubmit();
  };
  return (
    <Modal
      opened
      onClose={navigation.closeDialog}
      title={props.title}
      size={props.size ?? 560}
      styles={{ title: { fontWeight: 600, fontSize: 16 }, body: { paddingBottom: 0 } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {props.intro}
          </Text>
          {props.children}
          {props.failure === null ? null : isRepeat ? (
            <Notice title="The same as the last one">
              <Text size="sm">
                Exactly this was started last, on the same data, so it gives the same result. Change something, or start
                it all the same.
              </Text>
            </Notice>
          ) : (
            <FailureCard failure={props.failure} />
          )}
          <Group justify="flex-end" gap="sm" className={classes['footer']}>
            <Button variant="default" onClick={navigation.closeDialog}>
              Close
            </Button>
            <Button type="submit" loading={isBusy} disabled={!props.isReady}>
              {isRepeat ? 'Start it all the same' : props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
