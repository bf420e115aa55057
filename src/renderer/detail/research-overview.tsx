import { Text } from '@mantine/core';
import type { Operation } from '../../contract/operation';
import { Section, Sections } from '../ui/section';
import { AssessmentFindings } from './assessment-findings';
import { ResearchParts } from './research-parts';
import { useChildren } from './use-children';

/** What a research found and the parts it is made of. */
export function ResearchOverview({ operation }: { readonly operation: Operation }) {
  const parts = useChildren(operation.operationId);
  const assessment = parts.findLast((one) => one.type === 'agent_assessment') ?? null;
  return (
    <Sections>
      {assessment?.status === 'completed' && assessment.result.type === 'agent_assessment' ? (
        <AssessmentFindings result={assessment.result} />
      ) : null}
      <Section title="Parts">
        {parts.length === 0 ? (
          <Text size="sm" c="dimmed">
            Design, trainings, backtests and the assessment appear here as they begin.
          </Text>
        ) : (
          <ResearchParts parts={parts} />
        )}
      </Section>
    </Sections>
  );
}
