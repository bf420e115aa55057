import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { NewMenu } from '../app/new-menu';
import { PaletteButton } from '../app/palette-button';
import classes from './page-header.module.css';

/** Title, what the page offers (a search field, a button), and what is there on every page. */
export function PageHeader({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <>
      <Title order={1} className={classes['title']}>
        {title}
      </Title>
      <div className={classes['tools']}>{children}</div>
      <NewMenu />
      <PaletteButton />
    </>
  );
}
