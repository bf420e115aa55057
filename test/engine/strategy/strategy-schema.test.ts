import { expect, test } from 'vitest';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { strategySchema } from '../../../src/engine/strategy/strategy-schema';
import { demoStrategy } from '../../fixtures/demo-strategy';

const TEXT = `
name: whole
version: "3.0"
description: every kind of part
training_data:
  symbols: {mode: single, symbol: DEMO}
  timeframes: {mode: single, timeframe: 1h}
  start_date: 2019-01-01
indicators:
  mom: {type: rsi, period: 10}
  trend: {type: macd, fast_period: 8, slow_period: 21, signal_period: 5}
fuzzy_sets:
  mom_zone:
    indicator: mom
    low: [0, 15, 35]
    high: {type: trapezoidal, parameters: [60, 70, 80, 100]}
  push:
    indicator: trend.histogram
    up: {type: gaussian, parameters: [0.003, 0.002]}
nn_inputs:
  - {fuzzy_set: mom_zone, timeframes: all}
  - {fuzzy_set: push, timeframes: ["1h"]}
model: {type: mlp, architecture: {hidden_layers: [24, 12], dropout: 0.1, activation: tanh}}
decisions: {output_format: classification, confidence_threshold: 0.55}
training:
  labels: {source: LABELS}
  epochs: 4
  early_stopping: {patience: 6, min_delta: 0.0005}
`;

/** As a strategy crosses to a worker. */
const crossed = (strategy: Strategy): unknown => JSON.parse(JSON.stringify(strategy));

test.each(['zigzag', 'context'])('what parseStrategy makes of a file with %s labels crosses unchanged', (source) => {
  const parsed = parseStrategy(TEXT.replace('LABELS', source), 'whole.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  expect(strategySchema.parse(crossed(parsed.strategy))).toEqual(parsed.strategy);
});

test('a key too many, one too few and a figure that is none are refused', () => {
  expect(strategySchema.safeParse(crossed(demoStrategy)).success).toBe(true);
  const { training, ...rest } = demoStrategy;
  expect(strategySchema.safeParse(rest).success).toBe(false);
  expect(strategySchema.safeParse({ ...demoStrategy, more: 1 }).success).toBe(false);
  const wrong = { ...demoStrategy, training: { ...training, learningRate: Number.NaN } };
  expect(strategySchema.safeParse(crossed(wrong)).success).toBe(false);
});
