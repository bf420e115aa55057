import { z } from 'zod';
import { timeframeSchema } from '../../contract/timeframe';
import { asciiBytes, asciiJson, asciiText } from '../math/ascii-json';
import { crc32 } from '../math/crc32';
import { ACTIVATIONS } from '../strategy/strategy';
import { networkLayout } from './network-shape';
import type { TrainedModel } from './trained-model';

/**
 * A model file, little-endian:
 * 8 bytes `TWMODEL` and a zero · uint32 format version · uint32 length of the head · head: ASCII JSON of everything
 * but the parameters, filled up with spaces to a multiple of 8 · the parameters as doubles · uint32 CRC-32 of all before.
 */
const MAGIC = Uint8Array.of(...asciiBytes('TWMODEL'), 0);
const FORMAT_VERSION = 1;
const HEAD_AT = 16;
const CHECKSUM_BYTES = 4;

/** A model file that cannot be used; the message says why. */
export class ModelFileError extends Error {
  constructor(message: string) {
    super(`This is not a usable model file: ${message}`);
    this.name = 'ModelFileError';
  }
}

const range = z.strictObject({ start: z.number(), end: z.number(), rows: z.number().int().min(0) });

const headSchema = z.strictObject({
  engineVersion: z.string(),
  strategyName: z.string(),
  symbol: z.string(),
  timeframe: timeframeSchema,
  seed: z.number().int().min(0),
  shape: z.strictObject({
    inputs: z.number().int().min(1),
    hiddenLayers: z.array(z.number().int().min(1)),
    activation: z.enum(ACTIVATIONS),
    dropout: z.number().min(0).lt(1),
  }),
  features: z.array(z.string()),
  train: range,
  validation: range,
  test: range,
});

export function encodeModel(model: TrainedModel): Uint8Array {
  const { parameters, ...fields } = model;
  // Parsed once more on the way out, so that nothing is written that could not be read.
  const json = asciiJson(headSchema.parse(fields));
  const head = asciiBytes(json.padEnd(Math.ceil(json.length / 8) * 8, ' '));
  const parametersAt = HEAD_AT + head.length;
  const checksumAt = parametersAt + 8 * parameters.length;
  const bytes = new Uint8Array(checksumAt + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, head.length, true);
  bytes.set(head, HEAD_AT);
  parameters.forEach((value, i) => {
    view.setFloat64(parametersAt + 8 * i, value, true);
  });
  view.setUint32(checksumAt, crc32(bytes.subarray(0, checksumAt)), true);
  return bytes;
}

/** Reads what {@link encodeModel} wrote; throws {@link ModelFileError} on anything else. */
export function decodeModel(bytes: Uint8Array): TrainedModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD_AT + CHECKSUM_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new ModelFileError('it does not begin like one.');
  }
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new ModelFileError(`its format is version ${version}, this Tradewind reads version ${FORMAT_VERSION}.`);
  }
  const checksumAt = bytes.length - CHECKSUM_BYTES;
  if (view.getUint32(checksumAt, true) !== crc32(bytes.subarray(0, checksumAt))) {
    throw new ModelFileError('its checksum does not fit; it is damaged or cut off. Train the model again.');
  }
  const parametersAt = HEAD_AT + view.getUint32(12, true);
  if (parametersAt > checksumAt) throw new ModelFileError('its head is longer than the file.');
  const head = readHead(bytes.subarray(HEAD_AT, parametersAt));
  const count = networkLayout(head.shape).parameters;
  if (head.features.length !== head.shape.inputs) {
    throw new ModelFileError(`it names ${head.features.length} features for ${head.shape.inputs} inputs.`);
  }
  if (checksumAt - parametersAt !== 8 * count) {
    throw new ModelFileError(`its layers need ${count} parameters, it holds ${(checksumAt - parametersAt) / 8}.`);
  }
  const parameters = Float64Array.from({ length: count }, (_, i) => view.getFloat64(parametersAt + 8 * i, true));
  const strange = parameters.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) throw new ModelFileError(`its parameter ${strange} is not a finite number.`);
  return { ...head, parameters };
}

function readHead(bytes: Uint8Array): z.infer<typeof headSchema> {
  let json: unknown;
  try {
    json = JSON.parse(asciiText(bytes));
  } catch {
    throw new ModelFileError('its head is not JSON.');
  }
  const head = headSchema.safeParse(json);
  if (!head.success) throw new ModelFileError(`its head is wrong: ${z.prettifyError(head.error)}`);
  return head.data;
}
