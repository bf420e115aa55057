import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { paletteStore } from './palette';
import { PaletteResults } from './palette-results';

/** Everything by name: pages, what can be started, and whatever is in the history. */
export function CommandPalette() {
  const [query, setQuery] = useState('');
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      scrollable
      maxHeight={420}
      clearQueryOnClose
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      styles={{ content: { background: 'var(--tw-raised)' } }}
      transitionProps={{ duration: 100, transition: 'fade' }}
    >
      <Spotlight.Search
        placeholder="Go to, start, or find an operation, strategy or symbol"
        aria-label="Search everything"
        leftSection={<IconSearch size={18} stroke={1.5} aria-hidden />}
      />
      <PaletteResults query={query} />
    </Spotlight.Root>
  );
}
