using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrmServerless.Receivers;

/// <summary>A self-signed server certificate for localhost and 127.0.0.1, made anew for each receiver: no key is ever stored.</summary>
internal static class LoopbackCertificate
{
    /// <summary>Valid from a day before <paramref name="clock"/>'s now (clocks differ a little) to thirty days after it.</summary>
    public static X509Certificate2 Create(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names());
        request.CertificateExtensions.Add(ForServers());
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        // Windows' TLS takes no certificate whose key lives only in memory; loaded from PKCS#12 it does.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The private key in PKCS#8 PEM, for a server in another process.</summary>
    public static string PrivateKeyPem(this X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        return names.Build();
    }

    private static X509EnhancedKeyUsageExtension ForServers() => new([new Oid("1.3.6.1.5.5.7.3.1")], critical: false);
}
