import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './section.module.css';

/** A titled part of a detail. */
export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={classes['section']} aria-label={title}>
    <Title order={3} mb={8}>
      {title}
    </Title>
    {children}
  </section>
);

/** Parts below each other at an even distance. */
export const Sections = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['sections']}>{children}</div>
);
