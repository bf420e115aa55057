import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copyable.module.css';

interface CopyableProps {
  readonly value: string;
  /** What is copied: `the id`. */
  readonly what: string;
  /** How much of a long value is shown. */
  readonly shown?: number;
}

/** An id or a hash, to read and to copy. */
export const Copyable = ({ value, what, shown = 64 }: CopyableProps) => (
  <span className={classes['copyable']}>
    <code title={value}>{value.length > shown ? `${value.slice(0, shown)}…` : value}</code>
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon size={20} aria-label={copied ? 'Copied' : `Copy ${what}`} onClick={copy}>
          {copied ? <IconCheck size={13} stroke={2} /> : <IconCopy size={13} stroke={1.75} />}
        </ActionIcon>
      )}
    </CopyButton>
  </span>
);
