import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import header from '../detail/detail-header.module.css';
import detail from '../detail/operation-detail.module.css';
import { WidthButton } from './width-button';

interface ItemDetailProps {
  /** What it is and how it is called: `Data SPX 1d`. */
  readonly label: string;
  readonly title: ReactNode;
  /** Behind the title: a badge, a state. */
  readonly beside?: ReactNode;
  readonly subject: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A detail built like that of an operation: name, what it is about, what can be done, and the rest below. */
export function ItemDetail({ label, title, beside, subject, actions, children }: ItemDetailProps) {
  return (
    <article className={detail['detail']} aria-label={label}>
      <header className={header['header']}>
        <div className={header['words']}>
          <div className={header['titleLine']}>
            <Title order={2} className={header['title']}>
              {title}
            </Title>
            {beside}
          </div>
          <div className={header['subject']}>{subject}</div>
        </div>
        <div className={header['actions']}>
          {actions}
          <WidthButton />
        </div>
      </header>
      <div className={detail['body']} tabIndex={-1} data-detail-focus>
        {children}
      </div>
    </article>
  );
}
