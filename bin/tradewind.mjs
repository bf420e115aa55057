#!/usr/bin/env node
// The launcher: starts Electron with the app and hands on signals and exit code. Plain JavaScript for Node 18 or newer.
import { leaveOnSignal } from '../scripts/launcher/run-child.mjs';

// Before anything else is loaded: a signal that comes meanwhile ends a command as cancelled.
const stopLeaving = leaveOnSignal();
const { launch } = await import('../scripts/launcher/launch.mjs');
process.exitCode = await launch(process.argv.slice(2), stopLeaving);
