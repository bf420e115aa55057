import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '../../contract/failure';
import { useDesk } from '../app/desk-context';
import { FailureCard } from '../ui/failure-card';
import classes from './start.module.css';

interface StartDialogProps {
  readonly title: string;
  readonly intro: string;
  readonly submitLabel: string;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  /** A failure that belongs to no field. */
  readonly failure: Failure | null;
  readonly onSubmit: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}

/** The frame of every dialog that starts something: what it does, its fields, one button that does it. */
export function StartDialog(props: StartDialogProps) {
  const { navigation } = useDesk();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (props.isReady && !props.isBusy) props.onSubmit();
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
          {props.failure === null ? null : <FailureCard failure={props.failure} />}
          <Group justify="flex-end" gap="sm" className={classes['footer']}>
            <Button variant="default" onClick={navigation.closeDialog}>
              Close
            </Button>
            <Button type="submit" loading={props.isBusy} disabled={!props.isReady}>
              {props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
