# Two stages: wheels are resolved once from the lock, then installed into a slim image without pip's index.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md ./
COPY scripts/uv-version scripts/uv-version
RUN pip install --no-cache-dir "uv==$(cat scripts/uv-version)"
RUN uv venv /opt/ziping && \
    uv pip install --python /opt/ziping/bin/python --require-hashes -r requirements.lock
COPY . .
RUN uv pip install --python /opt/ziping/bin/python --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data ziping && mkdir /data && chown ziping /data
COPY --from=build /opt/ziping /opt/ziping
ENV PATH=/opt/ziping/bin:$PATH ZIPING_DATA=/data GRADIO_TEMP_DIR=/tmp/gradio PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
CMD ["ziping", "serve", "--host", "0.0.0.0", "--port", "7860", "--log", "json"]
