import { Kbd } from '@mantine/core';

export const isMac = (): boolean => navigator.platform.startsWith('Mac');

/** `⌘K` where people know it, `Ctrl K` elsewhere. */
export const commandKey = (key: string): string => (isMac() ? `⌘${key}` : `Ctrl ${key}`);

export const KeyHint = ({ children }: { readonly children: string }) => (
  <Kbd size="xs" aria-hidden>
    {children}
  </Kbd>
);
