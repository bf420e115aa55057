import { Text } from '@mantine/core';
import type { Operation } from '../../contract/operation';
import { AssessmentFindings } from './assessment-findings';

/** The assessment of a research as an operation of its own. */
export function AssessmentOverview({ operation }: { readonly operation: Operation }) {
  if (operation.status === 'completed' && operation.result.type === 'agent_assessment') {
    return <AssessmentFindings result={operation.result} />;
  }
  return (
    <Text size="sm" c="dimmed">
      The verdict for each variant, with the gates it met and missed, appears here once it is done.
    </Text>
  );
}
