import { type JsonValue, jsonValueSchema } from '../../contract/json';

/** The JSON form of plain data, for crossing to a worker. @throws when it holds what JSON cannot say. */
export const asJson = (value: unknown): JsonValue => jsonValueSchema.parse(JSON.parse(JSON.stringify(value)));
