// Asks a server by the real client of OpenAI's API, as a pipeline in Node does.
// Reads {"url", "prompt"} from standard input; prints what each way of asking gave.
import OpenAI from "openai";
import { readFileSync } from "node:fs";

const { url, prompt } = JSON.parse(readFileSync(0, "utf8"));
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "not asked for", maxRetries: 0 });
const messages = [{ role: "user", content: prompt }];
const model = "gpt-4o";

const chat = await client.chat.completions.create({ model, messages, seed: 7, temperature: 0 });

let streamed = "";
let usage = null;
const chunks = await client.chat.completions.create({
  model,
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of chunks) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}

const response = await client.responses.create({ model, input: prompt });

const built = client.responses.stream({ model, input: [{ role: "user", content: prompt }] });
const final = await built.finalResponse();

const models = await client.models.list();

let refusal = null;
try {
  await client.chat.completions.create({ model, messages: [{ role: "user", content: "Hello!" }] });
} catch (error) {
  refusal = { status: error.status, code: error.code, param: error.param, message: error.message };
}

console.log(
  JSON.stringify({
    chat: chat.choices[0].message.content,
    streamed,
    response: response.output_text,
    final: final.output_text,
    usage: [chat.usage, usage],
    fingerprint: chat.system_fingerprint,
    models: models.data.map((model) => model.id),
    refusal,
  }),
);
