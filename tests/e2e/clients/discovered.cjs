// Google's own Node library, built from our description: `node discovered.cjs ORIGIN KEY TEXT`.
const { Discovery } = require("googleapis-common");

const [origin, key, text] = process.argv.slice(2);

async function main() {
  const discovery = new Discovery({});
  const build = await discovery.discoverAPI(`${origin}/$discovery/rest?version=v1alpha1`);
  const client = build({});
  const requestBody = { comment: { text }, requestedAttributes: { TOXICITY: {} }, spanAnnotations: true };
  const scored = await client.comments.analyze({ key, requestBody });
  const suggestion = { comment: { text }, attributeScores: { TOXICITY: { summaryScore: { value: 1 } } } };
  const thanked = await client.comments.suggestscore({ key, requestBody: { ...suggestion, clientToken: "node" } });
  const refused = await client.comments
    .analyze({ key: "stranger", requestBody })
    .then(() => null, (error) => error.status);
  process.stdout.write(JSON.stringify({ scored: scored.data, thanked: thanked.data, refused }));
}

main();
