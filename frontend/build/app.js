/** Builds the app: its worker, the one that takes the worker away, and the module that saves and lists. */

import { build } from "esbuild";

export async function buildApp(options, here) {
  const script = (name) => here(`../js/${name}.js`);
  await Promise.all([
    build({ ...options, entryPoints: [script("worker"), script("worker-off")], outdir: `${options.outdir}/js`, format: "iife" }),
    build({ ...options, entryPoints: [script("lazy/kept")], outdir: `${options.outdir}/js`, format: "esm" }),
  ]);
}
