import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Facts } from '../ui/facts';

/** Every value in force by its key, defaults included; narrowed by words that stand in either. */
export function ParametersInForce({ parameters }: { readonly parameters: Readonly<Record<string, string>> }) {
  const [typed, setTyped] = useState('');
  const entries = Object.entries(parameters);
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        What is in force is shown once the file has no problems.
      </Text>
    );
  }
  const words = typed.toLowerCase().split(/\s+/);
  const found = entries.filter((entry) => words.every((word) => entry.join(' ').toLowerCase().includes(word)));
  return (
    <>
      <TextInput
        aria-label="Search parameters"
        placeholder="Search keys and values"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maw={320}
        mb="md"
      />
      {found.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          No key or value contains these words.
        </Text>
      ) : (
        <Facts label="Parameters in force" facts={found.map(([label, value]) => ({ label, value }))} />
      )}
    </>
  );
}
