import { Splitter } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useNavigation } from '../app/desk-context';
import classes from './page-frame.module.css';

interface PageFrameProps {
  readonly header: ReactNode;
  readonly list: ReactNode;
  readonly listLabel: string;
  readonly detail: ReactNode;
}

const WIDTHS: readonly [`${number}%`, `${number}%`] = ['42%', '58%'];

/** The three parts of every page: a head, a list, a detail. The detail may take the room of the list. */
export function PageFrame({ header, list, listLabel, detail }: PageFrameProps) {
  const isWide = useNavigation((state) => state.isDetailWide);
  const [widths, setWidths] = useLocalStorage({ key: 'list-and-detail', defaultValue: [...WIDTHS] });
  return (
    <main className={classes['page']}>
      <header className={classes['header']}>{header}</header>
      <Splitter
        className={classes['split']}
        data-wide={isWide || undefined}
        sizes={isWide ? ['0%', '100%'] : widths}
        onSizeChange={(sizes) => setWidths(sizes.map((size) => `${Number.parseFloat(String(size))}%` as const))}
        withHandle={false}
        lineSize={1}
      >
        <Splitter.Pane defaultSize="42%" min="30%" max="70%" className={classes['list']}>
          <section aria-label={listLabel} className={classes['part']}>
            {list}
          </section>
        </Splitter.Pane>
        <Splitter.Pane defaultSize="58%" min="30%" className={classes['detail']}>
          <section aria-label="Detail" className={classes['part']}>
            {detail}
          </section>
        </Splitter.Pane>
      </Splitter>
    </main>
  );
}
