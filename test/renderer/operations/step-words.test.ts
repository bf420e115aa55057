import { expect, it } from 'vitest';
import { stepWords } from '../../../src/renderer/operations/step-words';

it.each([
  ['Work · Step 16/100 [2/3] (17.4%)', 'Work · Step 16/100'],
  ['Epoch 31/50 · Batch 40/112 [5/7]', 'Epoch 31/50 · Batch 40/112'],
  ['Training (40%) · 1 of 2 done', 'Training (40%) · 1 of 2 done'],
  ['Load', 'Load'],
  ['', ''],
])('%s reads as %s', (line, words) => expect(stepWords(line)).toBe(words));
