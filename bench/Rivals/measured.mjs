// What Workers/Measured.cs reads: this process since it was asked to watch.
export function watch() {
  const started = process.hrtime.bigint(), processor = process.cpuUsage();
  return (amount, parts = {}) => {
    const used = process.cpuUsage(processor);
    console.log(JSON.stringify({
      Seconds: Number(process.hrtime.bigint() - started) / 1e9, ProcessorSeconds: (used.user + used.system) / 1e6,
      PeakMegabytes: process.resourceUsage().maxRSS * 1024 / 1e6, Amount: Number(amount), Parts: parts,
    }));
  };
}
