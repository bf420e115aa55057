import { Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

/** Worth knowing, nothing broken: warnings of an operation or a file. */
export function Notice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes['notice']} role="note">
      <IconInfoCircle size={18} stroke={1.75} color="var(--tw-warn)" aria-hidden className={classes['icon']} />
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <div>{children}</div>
      </div>
    </div>
  );
}
