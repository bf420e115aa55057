/**
 * Names everything a result's bytes depend on besides strategy, data and seed. Raise it with any change that alters a
 * model, a metric, a trade or an equity point, however slightly.
 */
export const ENGINE_VERSION = '1.0.0';
