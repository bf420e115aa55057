import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { computeFeatures } from '../../../src/engine/features/feature-matrix';
import { computeLabels } from '../../../src/engine/labels/compute-labels';
import { labelDistribution } from '../../../src/engine/labels/label-distribution';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { sp500Bars } from '../../fixtures/sp500-bars';

const folder = join(import.meta.dirname, '../../../resources/strategies');
const files = readdirSync(folder);
const bars = sp500Bars();

function strategyOf(file: string): Strategy {
  const parsed = parseStrategy(readFileSync(join(folder, file), 'utf8'), file);
  expect(parsed.ok ? parsed.warnings : parsed.problems).toEqual([]);
  if (!parsed.ok) throw new Error(`${file} does not parse`);
  return parsed.strategy;
}

it('come with one for each source of labels', () => {
  expect(files).toEqual(['sp500_pullback.yaml', 'sp500_trend.yaml']);
  expect(files.map((file) => strategyOf(file).training.labels.source)).toEqual(['zigzag', 'context']);
});

describe.each(files)('%s', (file) => {
  const strategy = strategyOf(file);

  it('is named after its file and trains on the sample market data', () => {
    expect(`${strategy.name}.yaml`).toBe(file);
    expect(strategy.description).not.toBeNull();
    expect(strategy.trainingData).toMatchObject({ symbols: ['SP500'], baseTimeframe: '1d' });
  });

  it('labels at least one bar in twenty with each class', () => {
    const { buy, hold, sell } = labelDistribution(computeLabels(strategy.training.labels, bars));
    for (const count of [buy, hold, sell]) expect(count / (buy + hold + sell)).toBeGreaterThan(0.05);
  });

  it('has inputs that are whole after the warm-up, and none that says the same for nearly every bar', () => {
    const { values, rows, columns, names } = computeFeatures(strategy, bars);
    const first = strategy.trainingData.historyRequired;
    for (let column = 0; column < columns; column++) {
      let low = 0;
      let high = 0;
      for (let row = first; row < rows; row++) {
        const degree = values[row * columns + column]!;
        if (degree < 0.25) low++;
        else if (degree > 0.75) high++;
        expect(Number.isFinite(degree)).toBe(true);
      }
      const share = Math.max(low, high) / (rows - first);
      expect(share, names[column]).toBeLessThan(0.97);
    }
  });
});
