import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiJson } from '../../../src/engine/math/ascii-json';
import { crc32 } from '../../../src/engine/math/crc32';
import { decodeModel, encodeModel, ModelFileError } from '../../../src/engine/neural/model-codec';
import type { TrainedModel } from '../../../src/engine/neural/trained-model';

const model: TrainedModel = {
  engineVersion: '1.0.0',
  strategyName: 'Rückkehr 日経',
  symbol: 'SPX',
  timeframe: '1d',
  seed: 4_294_967_295,
  shape: { inputs: 2, hiddenLayers: [3], activation: 'leaky_relu', dropout: 0.1 },
  features: ['1d_mom_low', '1d_mom_high'],
  train: { start: 946_857_600_000, end: 1_000_000_000_000, rows: 100 },
  validation: { start: 1_000_086_400_000, end: 1_100_000_000_000, rows: 20 },
  test: { start: 1_100_086_400_000, end: 1_200_000_000_000, rows: 20 },
  parameters: Float64Array.from({ length: 2 * 3 + 3 + 3 * 3 + 3 }, (_, i) => (i - 7) / 3),
};

/** Changes bytes and repairs the checksum, as a faulty writer would. */
function forged(change: (bytes: Uint8Array, view: DataView) => void): Uint8Array {
  const bytes = encodeModel(model);
  const view = new DataView(bytes.buffer);
  change(bytes, view);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)), true);
  return bytes;
}

function withHead(change: (head: Record<string, unknown>) => void): Uint8Array {
  return forged((bytes, view) => {
    const length = view.getUint32(12, true);
    const head = JSON.parse(Buffer.from(bytes).toString('latin1', 16, 16 + length));
    change(head);
    const text = asciiJson(head);
    expect(text.length).toBeLessThanOrEqual(length);
    bytes.set(Buffer.from(text.padEnd(length, ' '), 'latin1'), 16);
  });
}

describe('the model file', () => {
  test('carries a model there and back, bit for bit', () => {
    expect(decodeModel(encodeModel(model))).toEqual(model);
  });

  test('can be read from the middle of a larger buffer', () => {
    const bytes = encodeModel(model);
    const larger = new Uint8Array(bytes.length + 13);
    larger.set(bytes, 5);
    expect(decodeModel(larger.subarray(5, 5 + bytes.length))).toEqual(model);
  });

  test('notices any damaged byte and any cut', () => {
    const bytes = encodeModel(model);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ flip;
        expect(() => decodeModel(damaged)).toThrow(ModelFileError);
      }),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => decodeModel(bytes.subarray(0, length))).toThrow(ModelFileError);
      }),
    );
  });

  test('says what is wrong', () => {
    expect(() => decodeModel(new Uint8Array(100))).toThrow('does not begin like one');
    expect(() => decodeModel(forged((_, view) => view.setUint32(8, 7, true)))).toThrow(
      'version 7, this Tradewind reads version 1',
    );
    expect(() => decodeModel(forged((_, view) => view.setUint32(12, 1e6, true)))).toThrow('longer than the file');
    expect(() => decodeModel(forged((bytes) => bytes.fill(33, 16, 20)))).toThrow('not JSON');
    expect(() => decodeModel(withHead((head) => Object.assign(head, { timeframe: '2d' })))).toThrow('timeframe');
    expect(() => decodeModel(withHead((head) => Object.assign(head, { features: ['a'] })))).toThrow(
      'names 1 features for 2 inputs',
    );
    expect(() =>
      decodeModel(withHead((head) => Object.assign(head, { shape: { ...model.shape, hiddenLayers: [4] } }))),
    ).toThrow('need 27 parameters, it holds 21');
    expect(() => decodeModel(forged((bytes, view) => view.setFloat64(bytes.length - 12, Number.NaN, true)))).toThrow(
      'parameter 20 is not a finite number',
    );
  });

  test('refuses to write what it could not read', () => {
    expect(() => encodeModel({ ...model, seed: -1 })).toThrow();
  });
});
