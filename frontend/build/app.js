/** Builds the app: its worker with what hears notifications, the one that takes the worker away, and the modules that save and notify. */

import { build } from "esbuild";

export async function buildApp(options, here) {
  const script = (name) => here(`../js/${name}.js`);
  await Promise.all([
    build({ ...options, entryPoints: ["worker", "worker-off", "pushed"].map(script), outdir: `${options.outdir}/js`, format: "iife" }),
    build({ ...options, entryPoints: ["lazy/kept", "lazy/notify"].map(script), outdir: `${options.outdir}/js`, format: "esm" }),
  ]);
}
