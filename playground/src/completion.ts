// Completion of a rule file: keys, zones, tags and other words, from the schemas of the engine.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Schema } from "./service";
import { placeAt } from "./yaml_place";

/** Return what can stand at the cursor, null where a text of one's own is wanted. */
export function completions(context: CompletionContext, schema: Schema | null): CompletionResult | null {
  if (!schema) return null;
  const before = context.state.sliceDoc(0, context.pos);
  const place = placeAt(before);
  if (!place || (!context.explicit && place.word === "")) return null;
  const schemas = place.path.reduce(
    (found, step) => found.flatMap((one) => inside(one, step, schema)), plain(schema, schema),
  );
  const options = schemas.flatMap((one) => [
    ...(place.allows === "values" ? [] : keys(one, schema)),
    ...(place.allows === "keys" ? [] : values(one)),
  ]);
  const unique = [...new Map(options.map((one) => [one.label, one])).values()];
  if (unique.length === 0) return null;
  return { from: context.pos - place.word.length, options: unique, validFor: /^[^\s,:[\]{}]*$/ };
}

/** Return a schema without references and alternatives: those that it may be. */
function plain(schema: unknown, root: Schema): Schema[] {
  if (typeof schema !== "object" || schema === null) return [];
  const one = schema as Record<string, any>;
  if (typeof one.$ref === "string") {
    return plain((root.$defs as Schema | undefined)?.[one.$ref.replace("#/$defs/", "")], root);
  }
  const others = (one.anyOf as unknown[] | undefined)?.filter((other) => !isDemand(other)) ?? [];
  return others.length > 0 ? others.flatMap((other) => plain(other, root)) : [one];
}

/** Tell an alternative that only says which keys must be there. */
function isDemand(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "required" in schema && !("type" in schema);
}

/** Return the schemas of what stands in a value: of a key's value, or of a list's items. */
function inside(schema: Schema, step: string | null, root: Schema): Schema[] {
  if (step === null) return plain(schema.items, root);
  const properties = schema.properties as Schema | undefined;
  if (properties && step in properties) return plain(properties[step], root);
  return plain(schema.additionalProperties, root);
}

function keys(schema: Schema, root: Schema): Completion[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema | boolean>);
  const known = properties.map(([label, value]): Completion => ({
    label, type: "property", apply: `${label}: `,
    ...(typeof value === "object" && value.description ? { info: String(value.description) } : {}),
  }));
  const names = plain(schema.propertyNames, root).flatMap((one) => words(one, "enum"));
  return [...known, ...names.map((one) => ({ ...one, apply: `${one.label}: ` }))];
}

function values(schema: Schema): Completion[] {
  if (schema.type === "boolean") return ["true", "false"].map((label) => ({ label, type: "keyword" }));
  return words(schema, "constant");
}

function words(schema: Schema, type: string): Completion[] {
  const found = (schema.enum ?? []) as unknown[];
  return found.filter((one) => typeof one === "string" && one === one.trim())
    .map((one) => ({ label: one as string, type }));
}
