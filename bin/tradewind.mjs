#!/usr/bin/env node
// The launcher: starts Electron with the app and hands on signals and exit code. Plain JavaScript for Node 18 or newer.
import { launch } from '../scripts/launcher/launch.mjs';

process.exitCode = await launch(process.argv.slice(2));
