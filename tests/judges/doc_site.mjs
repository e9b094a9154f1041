// Looks at a site of `ordain doc --out` in a real browser: the search, both colour schemes, the
// contrast of every text, narrow screens, the keyboard, and that nothing is loaded from elsewhere.
//
//     node tests/judges/doc_site.mjs SITE [FOLDER-FOR-SCREENSHOTS]
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [site, pictures] = process.argv.slice(2);
const url = (file) => pathToFileURL(path.resolve(site, file)).href;
const LEAST_CONTRAST = 4.5;
const NARROW = { width: 375, height: 740 };
const WIDE = { width: 1200, height: 900 };
const failures = [];
let checks = 0;
const expect = (isTrue, what) => {
  checks += 1;
  if (!isTrue) failures.push(what);
};

// In the page: every element with text of its own, with the contrast to what is behind it.
function contrasts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((it) => {
      const part = it / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = (element) =>
    [...element.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim());
  const of = (element, colour) => {
    const [one, other] = [luminance(channels(colour)), luminance(behind(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const elements = [...document.body.querySelectorAll("*")].filter(hasText);
  const found = elements.map((it) => [it.outerHTML.slice(0, 80), of(it, getComputedStyle(it).color)]);
  const field = document.getElementById("search");
  found.push(["placeholder", of(field, getComputedStyle(field, "::placeholder").color)]);
  found.push(["text of the field", of(field, getComputedStyle(field).color)]);
  return found;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // A user of its own for the sandbox is not to be had everywhere; the pages are ours.
  args: ["--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion"],
});
try {
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) failures.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => failures.push(`script: ${error}`));
  page.on("request", (request) => {
    const isOwn = request.url().startsWith("file:") || request.url() === "data:,";
    expect(isOwn, `loads ${request.url()}`);
  });
  const open = (file) => page.goto(url(file), { waitUntil: "load" });
  const scheme = (value) =>
    page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const shown = () =>
    page.$$eval(".entry", (all) => all.filter((it) => it.offsetParent).map((it) => it.textContent));
  const picture = async (name) => {
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  };

  const files = ["index.html"];
  for (const folder of readdirSync(site, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    const names = readdirSync(path.join(site, folder.name)).sort();
    files.push(...names.map((name) => `${folder.name}/${name}`));
  }
  expect(files.length > 30, `only ${files.length} pages`);

  for (const file of files) {
    const grounds = [];
    for (const value of ["light", "dark"]) {
      await scheme(value);
      await page.setViewport(WIDE);
      await open(file);
      grounds.push(await ground());
      const all = await page.evaluate(contrasts);
      expect(all.length > 5, `${file} has hardly any text`);
      for (const [what, contrast] of all) {
        expect(contrast >= LEAST_CONTRAST, `${file}, ${value}: ${contrast.toFixed(2)}:1 for ${what}`);
      }
    }
    expect(grounds[0] !== grounds[1], `${file}: dark looks like light`);
    await page.setViewport(NARROW);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= NARROW.width, `${file} is ${width} pixels wide on a narrow screen`);
    const cut = await page.$$eval("main *", (all) => {
      const isSeen = (it) => it.getBoundingClientRect().width > 0 && !it.closest("pre, thead");
      return all.filter((it) => isSeen(it) && it.getBoundingClientRect().right > 376).length;
    });
    expect(cut === 0, `${file}: ${cut} elements stick out on a narrow screen`);
    const links = await page.$$eval("a[href]", (all) => all.map((it) => it.href));
    for (const link of links.filter((it) => it.startsWith("file:"))) {
      const target = path.relative(path.resolve(site), fileURLToPath(link.split("#")[0]));
      expect(files.includes(target), `${file} leads to ${target}, which is not there`);
    }
  }

  // The search.
  await page.setViewport(WIDE);
  await scheme("light");
  await open("index.html");
  const all = await shown();
  await page.keyboard.press("/");
  await page.keyboard.type("link");
  const some = await shown();
  expect(some.length > 0 && some.length < all.length, `the search leaves ${some.length} of ${all.length}`);
  expect(some.every((it) => it.toLowerCase().includes("link")), "the search shows what lacks the word");
  expect(some.some((it) => it.startsWith("std.symlink")), "the search does not find symlink");
  const count = await page.$eval("#count", (it) => it.textContent);
  expect(count === `${some.length} of ${all.length}`, `the count says ${count}`);
  const empty = await page.$$eval(".group", (groups) =>
    groups.filter((it) => it.offsetParent && !it.querySelector(".entry:not([hidden])")).length);
  expect(empty === 0, "a heading stands over nothing");
  await picture("search");
  await page.keyboard.press("ArrowDown");
  const focus = await page.evaluate(() => document.activeElement.closest(".entry")?.textContent);
  expect(focus === some[0], `the arrow leads to ${focus}`);
  await page.keyboard.press("Escape");
  expect((await shown()).length === all.length, "Escape does not bring all back");
  await page.keyboard.type("no such thing");
  expect((await shown()).length === 0, "the search finds what is not there");

  // From a page to the list, by keys alone.
  await open("std/file.html");
  await page.keyboard.press("/");
  await page.keyboard.type("cron");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect((await shown()).some((it) => it.startsWith("std.cron")), "the search of a page finds nothing");
  await page.focus("#search");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(page.url() === url("std/cron.html"), `Enter leads to ${page.url()}`);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return document.activeElement.className === "skip" && box.left >= 0;
  });
  expect(skip, "the first key does not show the way to the content");

  for (const value of ["light", "dark"]) {
    await scheme(value);
    for (const [size, view] of [["wide", WIDE], ["narrow", NARROW]]) {
      await page.setViewport(view);
      await open("index.html");
      await picture(`index-${value}-${size}`);
      await open("std/file.html");
      await picture(`file-${value}-${size}`);
    }
  }
} finally {
  await browser.close();
}
for (const failure of failures.slice(0, 40)) console.error(failure);
if (failures.length > 0) {
  console.error(`${failures.length} of ${checks} checks of the site failed`);
  process.exit(1);
}
console.log(`the site passes ${checks} checks in a browser`);
