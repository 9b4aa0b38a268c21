// The npm package perspective-api-client, its own code untouched: `node perspective.cjs ORIGIN KEY TEXT`.
//
// It has the address of the service that ended in its source. What an application can do without changing it is what
// happens here: the HTTP library both share is told to send those requests to us.
const path = require("node:path");

const CLIENT = require.resolve("perspective-api-client");
const axios = require(require.resolve("axios", { paths: [path.dirname(CLIENT)] }));
const Perspective = require(CLIENT);

const [origin, apiKey, text] = process.argv.slice(2);

axios.interceptors.request.use((request) => {
  request.url = request.url.replace("https://commentanalyzer.googleapis.com", origin);
  return request;
});

async function main() {
  const perspective = new Perspective({ apiKey });
  const told = { plain: await perspective.analyze(text) };
  told.chosen = await perspective.analyze(text, { attributes: ["insult", "threat"] });
  told.refused = await perspective.analyze(text, { attributes: ["flirtation"] }).catch((error) => error.message);
  process.stdout.write(JSON.stringify(told));
}

main();
