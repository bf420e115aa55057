import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './nothing-here.module.css';

interface NothingHereProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons that fill what is empty. */
  readonly actions?: ReactNode;
}

/** An empty list or detail: what belongs here and how it gets here. */
export function NothingHere({ icon, title, children, actions }: NothingHereProps) {
  return (
    <div className={classes['room']}>
      <EmptyState icon={icon} title={title} description={children} size="sm" maw={380}>
        {actions ? <EmptyState.Actions>{actions}</EmptyState.Actions> : null}
      </EmptyState>
    </div>
  );
}
