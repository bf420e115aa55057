import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';

/** The way to another operation. */
export function OperationButton({ id, children }: { readonly id: OperationId; readonly children: string }) {
  const { navigation } = useDesk();
  return (
    <Button
      size="compact-sm"
      variant="default"
      rightSection={<IconArrowRight size={14} stroke={1.75} aria-hidden />}
      onClick={() => navigation.openOperation(id)}
    >
      {children}
    </Button>
  );
}
