import { Button, Collapse, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../contract/failure';
import { FAILURE_ADVICE } from '../operations/failure-advice';
import classes from './failure-card.module.css';

interface FailureCardProps {
  readonly failure: Failure;
  /** What to do about it. */
  readonly children?: ReactNode;
}

/** What happened and what to do, in words; the raw text only when asked for. */
export function FailureCard({ failure, children }: FailureCardProps) {
  const { title, meaning } = FAILURE_ADVICE[failure.code];
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <div className={classes['card']} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} color="var(--tw-bad)" aria-hidden className={classes['icon']} />
      <div className={classes['body']}>
        <Text size="sm" fw={600}>
          {title}
          {failure.phase === null ? '' : ` in phase “${failure.phase}”`}
        </Text>
        <Text size="sm">{failure.message}</Text>
        <Text size="sm" c="dimmed">
          {meaning}
        </Text>
        {children || failure.detail !== null ? (
          <Group gap="xs" mt="xs">
            {children}
            {failure.detail === null ? null : (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={toggle} aria-expanded={isOpen}>
                {isOpen ? 'Hide details' : 'Show details'}
              </Button>
            )}
          </Group>
        ) : null}
        {failure.detail === null ? null : (
          <Collapse expanded={isOpen}>
            <pre className={classes['detail']}>{failure.detail}</pre>
          </Collapse>
        )}
      </div>
    </div>
  );
}
