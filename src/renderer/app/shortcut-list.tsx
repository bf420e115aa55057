import { Kbd } from '@mantine/core';
import { Facts } from '../ui/facts';
import { commandKey } from '../ui/key-hint';
import { Section, Sections } from '../ui/section';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const IN_LISTS: readonly Shortcut[] = [
  { keys: ['↑', '↓'], does: 'Walk through the list' },
  { keys: ['→', '←'], does: 'Unfold and fold the parts or phases of a row' },
  { keys: ['Enter'], does: 'Go to the detail' },
  { keys: ['Space'], does: 'Tick the row' },
  { keys: ['P'], does: 'Pause or resume' },
  { keys: ['C'], does: 'Cancel' },
  { keys: ['Alt ↑', 'Alt ↓'], does: 'Move up or down in the queue' },
  { keys: ['B'], does: 'Backtest a finished training' },
  { keys: ['Del'], does: 'Delete, with ten seconds to undo it' },
];

const everywhere = (): readonly Shortcut[] => [
  { keys: ['N'], does: 'New…' },
  { keys: ['/'], does: 'Search' },
  { keys: [commandKey('K')], does: 'Find anything, do anything' },
  { keys: [commandKey('1'), '…', commandKey('6')], does: 'Go to a page' },
  { keys: ['F'], does: 'Let the detail fill the window' },
  { keys: ['Esc'], does: 'Back' },
  { keys: ['?'], does: 'Show these keys' },
];

/** Every key there is. */
export function ShortcutList() {
  return (
    <Sections>
      <Section title="Everywhere">
        <Shortcuts label="Keys everywhere" shortcuts={everywhere()} />
      </Section>
      <Section title="In the list">
        <Shortcuts label="Keys in the list" shortcuts={IN_LISTS} />
      </Section>
    </Sections>
  );
}

const Shortcuts = ({ label, shortcuts }: { readonly label: string; readonly shortcuts: readonly Shortcut[] }) => (
  <Facts
    label={label}
    facts={shortcuts.map(({ keys, does }) => ({
      label: does,
      value: keys.map((key) => (
        <Kbd key={key} size="xs" mr={4}>
          {key}
        </Kbd>
      )),
    }))}
  />
);
