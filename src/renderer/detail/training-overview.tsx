import type { Operation } from '../../contract/operation';
import type { TrainingResult } from '../../contract/results';
import { count, countOf, exact, figure, percent } from '../format/figure';
import { barRange } from '../format/moment';
import { Facts } from '../ui/facts';
import { Figures } from '../ui/figures';
import { Section, Sections } from '../ui/section';
import { ClassBalance } from './class-balance';
import { ConfusionMatrix } from './confusion-matrix';
import { Explanation } from './explanation';
import classes from './overview.module.css';
import { TrainingCharts } from './training-charts';

export function TrainingOverview({ operation }: { readonly operation: Operation }) {
  const result = operation.status === 'completed' && operation.result.type === 'training' ? operation.result : null;
  return (
    <Sections>
      {result === null ? null : <Figures label="Result" size="head" figures={headFigures(result)} />}
      <TrainingCharts operation={operation} />
      {result === null ? null : <TrainingFindings result={result} />}
    </Sections>
  );
}

function TrainingFindings({ result }: { readonly result: TrainingResult }) {
  return (
    <>
      <div className={classes['pair']}>
        <Section title="Predictions on the test part">
          <ConfusionMatrix confusion={result.confusion} />
        </Section>
        <Section title="Labels">
          <ClassBalance classes={result.classes} />
        </Section>
      </div>
      <Section title="Parts of the data">
        <Facts
          label="Parts of the data"
          facts={[
            { label: 'Training', value: partWords(result.trainRange) },
            { label: 'Validation', value: partWords(result.validationRange) },
            { label: 'Test', value: partWords(result.testRange) },
          ]}
        />
      </Section>
    </>
  );
}

const partWords = (part: TrainingResult['testRange']): string =>
  `${barRange(part.start, part.end)} · ${countOf(part.bars, 'bar')}`;

function headFigures(result: TrainingResult) {
  const of = (label: string, value: string, raw: number, formula: string, convention: string) => ({
    label,
    value,
    explanation: <Explanation formula={formula} convention={convention} exact={exact(raw)} />,
  });
  return [
    of(
      'Test accuracy',
      percent(result.testAccuracy),
      result.testAccuracy,
      'rows predicted right ÷ rows',
      'On the test part, which training never saw.',
    ),
    of(
      'Test loss',
      figure(result.testLoss),
      result.testLoss,
      'mean cross-entropy',
      'On the test part; not weighted by class.',
    ),
    of(
      'Validation loss',
      figure(result.validationLoss),
      result.validationLoss,
      'class-weighted cross-entropy',
      `Of the best epoch, ${result.bestEpoch + 1}; its weights are the model.`,
    ),
    of(
      'Best epoch',
      `${result.bestEpoch + 1} of ${result.epochs}`,
      result.bestEpoch + 1,
      'lowest validation loss',
      result.stoppedEarly ? 'Training stopped early because it no longer improved.' : 'All epochs asked for were run.',
    ),
    of(
      'F1',
      figure(result.f1),
      result.f1,
      '2 · precision · recall ÷ (precision + recall)',
      `Per class, weighted by class frequency. Precision ${percent(result.precision)}, recall ${percent(result.recall)}.`,
    ),
    of(
      'Weights',
      count(result.parameters),
      result.parameters,
      'trainable numbers of the network',
      `${result.features.length} inputs: ${result.features.join(', ')}.`,
    ),
  ];
}
